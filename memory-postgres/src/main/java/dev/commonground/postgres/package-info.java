/** The store in a PostgreSQL database, for agents in several processes and on several machines. */
@NullMarked
package dev.commonground.postgres;

import org.jspecify.annotations.NullMarked;
