package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Use;
import java.util.List;

/** Who may launch from a portfolio. */
final class PrincipalUses {
    private PrincipalUses() {}

    /** Everybody with access to a portfolio, own or imported. */
    static List<Use> of(AwsAccess access, String portfolio) {
        return access
                .serviceCatalog()
                .listPrincipalsForPortfolioPaginator(request -> request.portfolioId(portfolio))
                .stream()
                .flatMap(page -> page.principals().stream())
                .map(principal ->
                        new Use(
                                user(portfolio, principal.principalARN()),
                                principal.principalARN() + " has access to portfolio " + portfolio,
                                "aws servicecatalog disassociate-principal-from-portfolio"
                                        + " --portfolio-id "
                                        + portfolio
                                        + " --principal-arn "
                                        + principal.principalARN()
                                        + " --principal-type "
                                        + principal.principalTypeAsString()))
                .toList();
    }

    /** The id of an association, as CloudFormation writes it. */
    static String user(String portfolio, String principal) {
        return principal + "|" + portfolio;
    }
}
