package dev.wheelhouse.catalog.api;

import dev.wheelhouse.catalog.LaunchPathId;
import dev.wheelhouse.catalog.ProvisionedProduct;
import dev.wheelhouse.catalog.ProvisioningRecord;
import dev.wheelhouse.catalog.RecordId;
import dev.wheelhouse.catalog.Tags;
import java.util.List;
import software.amazon.awssdk.services.servicecatalog.model.ProvisionedProductAttribute;
import software.amazon.awssdk.services.servicecatalog.model.ProvisionedProductDetail;
import software.amazon.awssdk.services.servicecatalog.model.RecordDetail;
import software.amazon.awssdk.services.servicecatalog.model.RecordError;
import software.amazon.awssdk.services.servicecatalog.model.RecordOutput;
import software.amazon.awssdk.services.servicecatalog.model.RecordTag;

/** What the API shows of records and provisioned products. */
final class RecordShapes {
    private RecordShapes() {}

    static RecordDetail detail(ProvisioningRecord record) {
        return RecordDetail.builder()
                .recordId(record.id().value())
                .provisionedProductName(record.provisionedProductName())
                .status(record.status().name())
                .createdTime(record.createdAt())
                .updatedTime(record.updatedAt())
                .provisionedProductType(ProvisionedProduct.TYPE)
                .recordType(record.type().name())
                .provisionedProductId(record.provisionedProduct().value())
                .productId(record.target().product().value())
                .provisioningArtifactId(record.target().artifact().value())
                .pathId(LaunchPathId.through(record.target().portfolio()).value())
                .recordErrors(
                        record.errors().stream()
                                .map(problem ->
                                        RecordError.builder()
                                                .code(problem.code())
                                                .description(problem.description())
                                                .build())
                                .toList())
                .recordTags(recordTags(record.tags()))
                .launchRoleArn(record.launchRoleArn().orElse(null))
                .build();
    }

    static List<RecordOutput> outputs(List<ProvisioningRecord.Output> outputs) {
        return outputs.stream()
                .map(output ->
                        RecordOutput.builder()
                                .outputKey(output.key())
                                .outputValue(output.value())
                                .description(output.description().orElse(null))
                                .build())
                .toList();
    }

    static ProvisionedProductDetail detail(ProvisionedProduct product) {
        return ProvisionedProductDetail.builder()
                .name(product.name())
                .arn(product.arn())
                .type(ProvisionedProduct.TYPE)
                .id(product.id().value())
                .status(product.state().status())
                .statusMessage(product.state().statusMessage().orElse(null))
                .createdTime(product.createdAt())
                .idempotencyToken(product.token().orElse(null))
                .lastRecordId(product.history().last().value())
                .lastProvisioningRecordId(product.history().lastProvisioning().value())
                .lastSuccessfulProvisioningRecordId(
                        product.history().lastSuccessful().map(RecordId::value).orElse(null))
                .productId(product.running().product().value())
                .provisioningArtifactId(product.running().artifact().value())
                .launchRoleArn(product.launchRoleArn().orElse(null))
                .build();
    }

    static ProvisionedProductAttribute attribute(ProvisionedProduct product) {
        return ProvisionedProductAttribute.builder()
                .name(product.name())
                .arn(product.arn())
                .type(ProvisionedProduct.TYPE)
                .id(product.id().value())
                .status(product.state().status())
                .statusMessage(product.state().statusMessage().orElse(null))
                .createdTime(product.createdAt())
                .idempotencyToken(product.token().orElse(null))
                .lastRecordId(product.history().last().value())
                .lastProvisioningRecordId(product.history().lastProvisioning().value())
                .lastSuccessfulProvisioningRecordId(
                        product.history().lastSuccessful().map(RecordId::value).orElse(null))
                .tags(TagLists.write(product.tags()))
                .physicalId(product.stackArn().orElse(null))
                .productId(product.running().product().value())
                .productName(product.running().productName())
                .provisioningArtifactId(product.running().artifact().value())
                .provisioningArtifactName(product.running().artifactName())
                .userArn(product.owner().arn())
                .userArnSession(product.owner().sessionArn())
                .build();
    }

    private static List<RecordTag> recordTags(Tags tags) {
        return tags.byKey().entrySet().stream()
                .map(tag -> RecordTag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
