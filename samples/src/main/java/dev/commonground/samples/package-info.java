/** The samples: a quick start, two crews with an offline model, and the programs of the guides. */
@NullMarked
package dev.commonground.samples;

import org.jspecify.annotations.NullMarked;
