package dev.wheelhouse.conformance.type;

import dev.wheelhouse.conformance.action.RunningCloud;
import dev.wheelhouse.conformance.type.Stacks.Rights;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.store.TestDatabase.Engine;
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
                    new RoleStory(),
                    new InstanceProfileStory(),
                    new PolicyStory(),
                    new ManagedPolicyStory(),
                    new UserStory(),
                    new GroupStory(),
                    new MembershipStory(),
                    new AccessKeyStory(),
                    new PrincipalPolicyStory("Role"),
                    new PrincipalPolicyStory("User"),
                    new PrincipalPolicyStory("Group"),
                    new BucketStory(),
                    new BucketPolicyStory(),
                    new ProductStory(),
                    new WaitConditionStory());

    @OnEachDatabase
    void everyTypeDoesWhatItsStorySays(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            var admin = cloud.admin();
            var stacks =
                    new Stacks(
                            admin,
                            given.engine() == Engine.SQLITE
                                    ? Rights.SEEN
                                    : Rights.TAKEN_FOR_GRANTED);
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
