package dev.wheelhouse.wire;

/** The AWS protocols that are spoken. */
public enum Protocol {
    /** JSON 1.1: {@code X-Amz-Target} names the action. Service Catalog, Organizations, SSM. */
    JSON_1_1,
    /**
     * Query: a form whose {@code Action} names the action, answered in XML. IAM, STS,
     * CloudFormation.
     */
    QUERY,
    /** Query as EC2 speaks it: other list names, other error envelope. */
    EC2_QUERY,
    /** REST with XML: method, path and query name the action. S3. */
    REST_XML
}
