/**
 * The policy language and its evaluation, pure: a document's text to {@link
 * dev.wheelhouse.identity.policy.PolicyDocument}, and a subject's policies with a request to a
 * {@link dev.wheelhouse.identity.Decision}. Rules after the IAM User Guide's chapters "IAM JSON
 * policy reference" and "Policy evaluation logic". What is not understood never allows and always
 * denies.
 */
@NullMarked
package dev.wheelhouse.identity.policy;

import org.jspecify.annotations.NullMarked;
