package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.MalformedJsonException;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.ConstraintDetail;
import software.amazon.awssdk.services.servicecatalog.model.PortfolioDetail;

/** Constraints that need a portfolio or a role. */
final class ConstraintUses {
    private static final String LAUNCH = "LAUNCH";

    private ConstraintUses() {}

    /** The account's own constraints in a portfolio of its own. */
    static List<Use> in(AwsAccess access, String portfolio) {
        var account = access.whereAmI().account();
        return constraints(access, portfolio)
                .filter(constraint -> account.equals(constraint.owner()))
                .map(constraint -> use(constraint.constraintId(), constraint, "is still there"))
                .toList();
    }

    /**
     * The launch constraints that name a role, in own portfolios and in imported ones, where it is
     * named without its account. One of an imported portfolio counts as that portfolio's use.
     */
    static List<Use> ofRole(AwsAccess access, String name, String arn) {
        var uses = new ArrayList<Use>();
        for (var portfolio : own(access)) {
            launching(access, portfolio.id(), name, arn)
                    .forEach(constraint ->
                            uses.add(
                                    use(
                                            constraint.constraintId(),
                                            constraint,
                                            "launches with this role")));
        }
        for (var portfolio : imported(access)) {
            launching(access, portfolio.id(), name, arn)
                    .forEach(constraint ->
                            uses.add(
                                    new Use(
                                            portfolio.id(),
                                            words(constraint)
                                                    + " of the imported portfolio \""
                                                    + portfolio.displayName()
                                                    + "\" ("
                                                    + portfolio.id()
                                                    + ") launches with this role",
                                            "aws servicecatalog reject-portfolio-share"
                                                    + " --portfolio-id "
                                                    + portfolio.id())));
        }
        return uses;
    }

    static List<PortfolioDetail> own(AwsAccess access) {
        return access.serviceCatalog().listPortfoliosPaginator().stream()
                .flatMap(page -> page.portfolioDetails().stream())
                .toList();
    }

    private static List<PortfolioDetail> imported(AwsAccess access) {
        return access.serviceCatalog().listAcceptedPortfolioSharesPaginator(_ -> {}).stream()
                .flatMap(page -> page.portfolioDetails().stream())
                .toList();
    }

    private static Stream<ConstraintDetail> launching(
            AwsAccess access, String portfolio, String name, String arn) {
        return constraints(access, portfolio)
                .filter(constraint -> LAUNCH.equals(constraint.type()))
                .filter(constraint -> names(parameters(access, constraint), name, arn));
    }

    private static Stream<ConstraintDetail> constraints(AwsAccess access, String portfolio) {
        return access
                .serviceCatalog()
                .listConstraintsForPortfolioPaginator(request -> request.portfolioId(portfolio))
                .stream()
                .flatMap(page -> page.constraintDetails().stream());
    }

    private static Value.Members parameters(AwsAccess access, ConstraintDetail constraint) {
        return document(
                access.serviceCatalog()
                        .describeConstraint(request -> request.id(constraint.constraintId()))
                        .constraintParameters());
    }

    private static Value.Members document(@Nullable String json) {
        try {
            return json == null ? Value.object() : Json.readObject(json);
        } catch (MalformedJsonException _) {
            return Value.object();
        }
    }

    private static boolean names(Value.Members parameters, String name, String arn) {
        return parameters.text("RoleArn").equals(Optional.of(arn))
                || parameters.text("LocalRoleName").equals(Optional.of(name));
    }

    private static Use use(String user, ConstraintDetail constraint, String how) {
        return new Use(
                user,
                words(constraint)
                        + " on product "
                        + constraint.productId()
                        + " in portfolio "
                        + constraint.portfolioId()
                        + " "
                        + how,
                "aws servicecatalog delete-constraint --id " + constraint.constraintId());
    }

    private static String words(ConstraintDetail constraint) {
        return "constraint "
                + constraint.constraintId()
                + " ("
                + constraint.type()
                + (constraint.description() == null ? "" : ", \"" + constraint.description() + "\"")
                + ")";
    }
}
