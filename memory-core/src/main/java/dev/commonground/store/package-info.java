/**
 * The service provider interface of stores: scopes, entries, commits and blobs, and the rows that SQL stores share. To
 * add a database, implement {@link dev.commonground.store.MemoryStore}.
 */
@NullMarked
package dev.commonground.store;

import org.jspecify.annotations.NullMarked;
