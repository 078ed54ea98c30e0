/**
 * What can be done to EC2 resources inside a transaction: who may, the rules, the change, its
 * journal entry. API actions and resource providers both act through these classes, so both are
 * bound by the same checks.
 */
@NullMarked
package dev.wheelhouse.cloud.ec2.operation;

import org.jspecify.annotations.NullMarked;
