/** Claims of the crew runner about handoffs, each measured with a baseline or a control that can fail. */
@NullMarked
package dev.commonground.benchmarks.claims;

import org.jspecify.annotations.NullMarked;
