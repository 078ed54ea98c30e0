package dev.wheelhouse.conformance.type;

import dev.wheelhouse.conformance.action.RunningCloud;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;

/** The stories of the resource types, on one server for each database. */
class ResourceTypesTest {
    private static final List<Story> STORIES =
            List.of(
                    new IngressStory(),
                    new EgressStory(),
                    new KeyPairStory(),
                    new ParameterStory(),
                    new WaitConditionStory());

    @OnEachDatabase
    void everyTypeDoesWhatItsStorySays(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var admin = cloud.admin();
            var stacks = new Stacks(admin);
            var checks = new SoftAssertions();
            for (var story : STORIES) {
                checks.assertThatCode(() -> story.play(admin, stacks))
                        .as(story.type())
                        .doesNotThrowAnyException();
            }
            checks.assertAll();
        }
    }
}
