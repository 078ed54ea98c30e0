/**
 * Resource types through CloudFormation and Service Catalog on a real server: what each makes,
 * changes, replaces and deletes, and which rights that takes.
 */
@NullMarked
package dev.wheelhouse.conformance.type;

import org.jspecify.annotations.NullMarked;
