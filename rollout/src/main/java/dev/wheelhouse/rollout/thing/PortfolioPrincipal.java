package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Ref;
import dev.wheelhouse.rollout.deploy.Thing;
import dev.wheelhouse.rollout.deploy.Token;
import dev.wheelhouse.rollout.deploy.Undoing;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.servicecatalog.model.Principal;
import software.amazon.awssdk.services.servicecatalog.model.PrincipalType;

/**
 * Who may launch from a portfolio: a user, group or role. Its state is the principal's ARN and the
 * portfolio's id, as CloudFormation joins them: {@code arn:aws:iam::…|port-…}.
 */
public final class PortfolioPrincipal implements Thing<String> {
    private final AwsAccess access;
    private final Ref<String> portfolio;
    private final String principal;

    /**
     * @param principal the ARN of a user, group or role
     */
    public PortfolioPrincipal(AwsAccess access, Ref<String> portfolio, String principal) {
        this.access = access;
        this.portfolio = portfolio;
        this.principal = principal;
    }

    @Override
    public String kind() {
        return "end users' access";
    }

    @Override
    public String name() {
        return principal;
    }

    @Override
    public String id(String state) {
        return state;
    }

    @Override
    public String remedy() {
        return "check that " + principal + " exists";
    }

    @Override
    public Optional<String> find() {
        return portfolio
                .known()
                .flatMap(id ->
                        access
                                .serviceCatalog()
                                .listPrincipalsForPortfolioPaginator(
                                        request -> request.portfolioId(id))
                                .stream()
                                .flatMap(page -> page.principals().stream())
                                .filter(it -> it.principalType() == PrincipalType.IAM)
                                .map(Principal::principalARN)
                                .filter(principal::equals)
                                .findFirst()
                                .map(arn -> PrincipalUses.user(id, arn)));
    }

    @Override
    public String create(Token token) {
        access.serviceCatalog()
                .associatePrincipalWithPortfolio(request ->
                        request.portfolioId(portfolio.get())
                                .principalARN(principal)
                                .principalType(PrincipalType.IAM));
        return PrincipalUses.user(portfolio.get(), principal);
    }

    @Override
    public Undoing undoing(String found) {
        return new Undoing.Goes(List.of());
    }

    @Override
    public void remove(String found) {
        access.serviceCatalog()
                .disassociatePrincipalFromPortfolio(request ->
                        request.portfolioId(portfolio.get())
                                .principalARN(principal)
                                .principalType(PrincipalType.IAM));
    }
}
