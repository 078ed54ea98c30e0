package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.enduser.CatalogProduct;
import dev.wheelhouse.rollout.enduser.EndUser;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code products}: what the caller may launch. */
@Command(name = "products", description = "Lists the products that you may launch.")
final class ProductsCommand implements Callable<Integer> {
    @Mixin private DataOption data = new DataOption();

    @Mixin private ProfileOption profile = new ProfileOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the verb runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try (var access = profile.connect(out, data)) {
            var table = new Table("product", "versions", "portfolio", "owner", "description");
            new EndUser(access)
                    .products()
                    .forEach(product ->
                            table.row(
                                    product.name(),
                                    StatusTables.versions(
                                            product.versions().stream()
                                                    .map(version ->
                                                            StatusTables.versionName(
                                                                    version.name(),
                                                                    version.deprecated()))
                                                    .toList()),
                                    product.paths().stream()
                                            .map(CatalogProduct.Path::name)
                                            .collect(Collectors.joining(", ")),
                                    product.owner(),
                                    product.description().lines().findFirst().orElse("")));
            if (table.isEmpty()) {
                out.println(
                        "There is nothing that you may launch. Your administrator grants access to a portfolio.");
            } else {
                table.print(out);
                out.println("Launch one with: ./wheelhouse launch \"PRODUCT\"");
            }
            return ExitCode.DONE;
        }
    }
}
