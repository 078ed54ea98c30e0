/**
 * The kinds of things that a rollout makes in Service Catalog and IAM: how each is found among
 * everything the account has, compared, made and changed. One class is one kind.
 */
@NullMarked
package dev.wheelhouse.rollout.thing;

import org.jspecify.annotations.NullMarked;
