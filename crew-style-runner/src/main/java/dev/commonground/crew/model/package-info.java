/** How an agent's model is asked: the loop of calls and tools, its limits, and the journal of answers and results that exist already. */
@NullMarked
package dev.commonground.crew.model;

import org.jspecify.annotations.NullMarked;
