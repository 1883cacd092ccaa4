/** What the crew runner claims about handoffs, each claim measured beside a baseline or a control that can fail. */
@NullMarked
package dev.commonground.benchmarks.claims;

import org.jspecify.annotations.NullMarked;
