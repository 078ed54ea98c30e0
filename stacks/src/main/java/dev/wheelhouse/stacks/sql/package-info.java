/**
 * What is remembered about stacks: the stacks themselves, their resources, events, exports and
 * imports. Documents that may hold secrets rest sealed.
 */
@NullMarked
package dev.wheelhouse.stacks.sql;

import org.jspecify.annotations.NullMarked;
