/** The table of Systems Manager parameters. */
@NullMarked
package dev.wheelhouse.cloud.ssm.sql;

import org.jspecify.annotations.NullMarked;
