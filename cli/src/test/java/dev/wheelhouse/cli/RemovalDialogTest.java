package dev.wheelhouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.rollout.Place;
import dev.wheelhouse.rollout.deploy.Removal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemovalDialogTest {
    private static final Removal.Going PORTFOLIO =
            new Removal.Going("portfolio", "Linux Portfolio", "port-4k2m7qzxbn3ra", "");

    @Test
    void whatGoesIsShownByKindNameAndId() {
        assertThat(shown(PORTFOLIO))
                .contains(
                        "  kind       name             id",
                        "  portfolio  Linux Portfolio  port-4k2m7qzxbn3ra");
    }

    @Test
    void whatGoesAlongIsShownWhereSomethingDoes() {
        assertThat(
                        shown(
                                new Removal.Going("product", "App", "prod-1", "versions v1, v2"),
                                PORTFOLIO))
                .contains(
                        "  kind       name             id                  with it",
                        "  product    App              prod-1              versions v1, v2",
                        "  portfolio  Linux Portfolio  port-4k2m7qzxbn3ra");
    }

    private static List<String> shown(Removal.Going... goes) {
        var text = new StringWriter();
        var verb = Main.commandLine().setOut(new PrintWriter(text));
        var place =
                new Place("111111111111", "us-east-1", "AWS", "arn:aws:iam::111111111111:user/me");
        new RemovalDialog(verb)
                .run(
                        new Removal(place, List.of(goes), List.of(), List.of()),
                        true,
                        (_, _, _) -> List.of());
        return text.toString().lines().toList();
    }
}
