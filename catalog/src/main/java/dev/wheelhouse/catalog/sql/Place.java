package dev.wheelhouse.catalog.sql;

/**
 * A place in a list that is ordered by a key and an id: what the next page comes after.
 *
 * @param key what the list is sorted by
 * @param id tells apart what has the same key
 */
public record Place(String key, String id) {}
