package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.status.AccountStatus;
import dev.wheelhouse.rollout.status.ConstraintStatus;
import dev.wheelhouse.rollout.status.PortfolioStatus;
import dev.wheelhouse.rollout.status.ProductStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** What accounts have, as tables. */
final class StatusTables {
    private StatusTables() {}

    /** One account: its portfolios, then its launches. */
    static void account(PrintWriter out, String name, AccountStatus status) {
        out.println(
                name
                        + ": account "
                        + status.place().account()
                        + ", region "
                        + status.place().region());
        if (status.portfolios().isEmpty()) {
            out.println("  no portfolios");
        }
        status.portfolios().forEach(portfolio -> portfolio(out, portfolio, "  "));
        launches(out, status, "  ");
        out.println();
    }

    /**
     * One portfolio with its products and the constraints in force, each with where it came from.
     */
    static void portfolio(PrintWriter out, PortfolioStatus portfolio, String indent) {
        out.println(
                indent
                        + "portfolio "
                        + portfolio.name()
                        + " ("
                        + portfolio.id()
                        + "), "
                        + whose(portfolio));
        if (!portfolio.shares().isEmpty()) {
            out.println(
                    indent
                            + "  shared with: "
                            + portfolio.shares().stream()
                                    .map(share ->
                                            share.with()
                                                    + (share.accepted()
                                                            ? ""
                                                            : " (not accepted yet)"))
                                    .collect(Collectors.joining(", ")));
        }
        if (!portfolio.principals().isEmpty()) {
            out.println(indent + "  may launch: " + String.join(", ", portfolio.principals()));
        }
        var table =
                new Table(
                        "product", "versions", "constraint", "what it says", "where it came from");
        portfolio.products().forEach(product -> rows(table, product));
        if (table.isEmpty()) {
            out.println(indent + "  no products");
        } else {
            table.print(out, indent + "  ");
        }
    }

    private static String whose(PortfolioStatus portfolio) {
        return switch (portfolio.kind()) {
            case OWN -> "this account's own";
            case LOCAL -> "local: this account's own, with products of another account";
            case IMPORTED -> "imported from account " + portfolio.owner();
        };
    }

    private static void rows(Table table, ProductStatus product) {
        var versions = versions(product);
        if (product.constraints().isEmpty()) {
            table.row(product.name(), versions, "none", "", "");
            return;
        }
        var first = true;
        for (var constraint : product.constraints()) {
            table.row(
                    first ? product.name() : "",
                    first ? versions : "",
                    constraint.type(),
                    says(constraint),
                    constraint.origin().words());
            first = false;
        }
    }

    private static String versions(ProductStatus product) {
        return versions(
                product.versions().stream()
                        .map(version -> versionName(version.name(), version.deprecated()))
                        .toList());
    }

    /** The versions of a product as every table names them; inactive ones are not among them. */
    static String versions(List<String> names) {
        return names.isEmpty() ? "none active" : String.join(", ", names);
    }

    /** A version as every table names it. */
    static String versionName(String name, boolean deprecated) {
        return deprecated ? name + " (deprecated)" : name;
    }

    private static String says(ConstraintStatus constraint) {
        if (constraint.launchRole().isPresent()) {
            var role = constraint.launchRole().get();
            return "launches as " + role.substring(role.lastIndexOf('/') + 1);
        }
        if (!constraint.rules().isEmpty()) {
            return "rules " + String.join(", ", constraint.rules());
        }
        return constraint.says().isEmpty() ? constraint.description() : constraint.says();
    }

    private static void launches(PrintWriter out, AccountStatus status, String indent) {
        if (status.launches().isEmpty()) {
            return;
        }
        out.println(indent + "launches");
        var table = new Table("name", "product", "version", "status", "by");
        status.launches()
                .forEach(launch ->
                        table.row(
                                launch.name(),
                                launch.product(),
                                launch.version(),
                                launch.status(),
                                launch.by().substring(launch.by().lastIndexOf(':') + 1)));
        table.print(out, indent + "  ");
    }
}
