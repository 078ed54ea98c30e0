package dev.wheelhouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guides say of the verbs is so, and their links lead somewhere. */
class GuidesTest {
    private static final Pattern CALL =
            Pattern.compile("\\./wheelhouse +((?:\"[^\"\n]*\"|[^`\"\n#])*)");
    private static final Pattern QUERY =
            Pattern.compile("\\.?\\[([A-Za-z,]+)]' --output text\n((?:    [^ $\n]+\t.*\n)+)");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");

    @Test
    void everyVerbAndOptionThatAPageNamesIsThere() throws IOException {
        var wrong = new ArrayList<String>();
        var calls = 0;
        for (var page : pages()) {
            // a backslash at the end of a line goes on with the command
            var text = Files.readString(page).replaceAll("\\\\\n *", "");
            var matcher = CALL.matcher(text);
            while (matcher.find()) {
                calls++;
                complaint(matcher.group(1))
                        .forEach(it -> wrong.add(page.getFileName() + ": " + it));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(calls).as("calls of ./wheelhouse in the pages").isGreaterThan(50);
    }

    @Test
    void everyRelativeLinkLeadsToAPageAndAHeading() throws IOException {
        var wrong = new ArrayList<String>();
        for (var page : pages()) {
            var matcher = LINK.matcher(Files.readString(page));
            while (matcher.find()) {
                var link = matcher.group(1);
                if (!link.contains("://") && !leadsSomewhere(page, link)) {
                    wrong.add(page.getFileName() + ": " + link);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPageOfTheDocumentationIsInItsTableOfContents() throws IOException {
        var contents = Files.readString(Program.home().resolve("docs/README.md"));
        assertThat(pages())
                .filteredOn(page -> page.startsWith(Program.home().resolve("docs")))
                .extracting(page -> Program.home().resolve("docs").relativize(page).toString())
                .filteredOn(name -> !name.equals("README.md"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(contents).contains("(" + name + ")"));
    }

    /** A query that lists members prints one line for each find, a word for each member. */
    @Test
    void theLinesBeneathAQueryHaveAWordForEachThatItAsksFor() throws IOException {
        var wrong = new ArrayList<String>();
        var lines = 0;
        for (var page : pages()) {
            var matcher = QUERY.matcher(Files.readString(page));
            while (matcher.find()) {
                var asked = matcher.group(1).split(",", -1).length;
                for (var line : matcher.group(2).lines().toList()) {
                    lines++;
                    if (line.strip().split("\t", -1).length != asked) {
                        wrong.add(page.getFileName() + ": " + asked + " words in " + line.strip());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(lines).as("lines beneath queries in the pages").isGreaterThan(10);
    }

    /** What is wrong with the words after {@code ./wheelhouse}. */
    private static List<String> complaint(String words) {
        var command = Main.commandLine();
        var name = new StringBuilder("./wheelhouse");
        var options = new ArrayList<String>();
        for (var word : words.strip().split("[ \\[\\]|]+", -1)) {
            var subcommand = command.getSubcommands().get(word.replaceAll("[,.;:)]+$", ""));
            if (subcommand != null && options.isEmpty()) {
                command = subcommand;
                name.append(' ').append(word);
            }
            var option = OPTION.matcher(word);
            if (option.lookingAt()) {
                options.add(option.group());
            }
        }
        if (words.startsWith("test") || words.startsWith("bench") || words.startsWith("VERB")) {
            return List.of(); // these belong to the launcher script
        }
        if (!command.getSubcommands().isEmpty() && options.isEmpty()) {
            return List.of("there is no verb " + name + " " + words);
        }
        var model = command.getCommandSpec();
        return options.stream()
                .filter(option -> model.findOption(option) == null)
                .map(option -> name + " has no option " + option)
                .toList();
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        var hash = link.indexOf('#');
        var path = hash < 0 ? link : link.substring(0, hash);
        var target =
                path.isEmpty()
                        ? page
                        : Objects.requireNonNull(page.getParent()).resolve(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0
                || HEADING.matcher(Files.readString(target))
                        .results()
                        .anyMatch(it -> anchor(it.group(1)).equals(link.substring(hash + 1)));
    }

    /** How the usual renderers name a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }

    private static List<Path> pages() throws IOException {
        var all = new ArrayList<Path>();
        all.add(Program.home().resolve("README.md"));
        try (Stream<Path> files = Files.walk(Program.home().resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(all::add);
        }
        return all;
    }
}
