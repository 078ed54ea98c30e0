package dev.wheelhouse.identity;

/**
 * A unit of an organization.
 *
 * @param id {@code ou-}, the letters and digits of the root's id, and 8 of its own
 * @param parentId the id of the root or unit that it is in
 */
public record OrganizationalUnit(String id, String parentId, String name) {}
