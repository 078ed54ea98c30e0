package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;

import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** Parameters are kept, read one by one and by path, and deleted. */
final class SsmScenario implements Scenario {
    @Override
    public String service() {
        return "ssm";
    }

    @Override
    public void play(RunningCloud cloud) {
        var ssm = cloud.admin().ssm();
        ssm.putParameter(r -> r.name("/web/size").value("small").type(ParameterType.STRING));
        ssm.putParameter(r -> r.name("/web/secret").value("s3").type(ParameterType.SECURE_STRING));
        var changed =
                ssm.putParameter(r ->
                        r.name("/web/size")
                                .value("large")
                                .type(ParameterType.STRING)
                                .overwrite(true));
        assertThat(changed.version()).isEqualTo(2);
        assertThat(ssm.getParameter(r -> r.name("/web/size")).parameter().value())
                .isEqualTo("large");
        assertThat(
                        ssm.getParameter(r -> r.name("/web/secret").withDecryption(true))
                                .parameter()
                                .value())
                .isEqualTo("s3");
        var both = ssm.getParameters(r -> r.names("/web/size", "/web/none"));
        assertThat(both.parameters()).hasSize(1);
        assertThat(both.invalidParameters()).containsExactly("/web/none");
        assertThat(ssm.getParametersByPath(r -> r.path("/web")).parameters()).hasSize(2);
        assertThat(ssm.describeParameters().parameters()).hasSize(2);
        ssm.addTagsToResource(r ->
                r.resourceType(ResourceTypeForTagging.PARAMETER)
                        .resourceId("/web/size")
                        .tags(Tag.builder().key("team").value("web").build()));
        assertThat(
                        ssm.listTagsForResource(r ->
                                        r.resourceType(ResourceTypeForTagging.PARAMETER)
                                                .resourceId("/web/size"))
                                .tagList())
                .containsExactly(Tag.builder().key("team").value("web").build());
        ssm.removeTagsFromResource(r ->
                r.resourceType(ResourceTypeForTagging.PARAMETER)
                        .resourceId("/web/size")
                        .tagKeys("team"));
        assertThat(
                        ssm.listTagsForResource(r ->
                                        r.resourceType(ResourceTypeForTagging.PARAMETER)
                                                .resourceId("/web/size"))
                                .tagList())
                .isEmpty();
        ssm.deleteParameter(r -> r.name("/web/size"));
        assertThat(
                        ssm.deleteParameters(r -> r.names("/web/secret", "/web/none"))
                                .deletedParameters())
                .containsExactly("/web/secret");
        assertThat(ssm.describeParameters().parameters()).isEmpty();
    }
}
