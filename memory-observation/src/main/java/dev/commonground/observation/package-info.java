/** Spans and metrics of a memory, for OpenTelemetry. */
@NullMarked
package dev.commonground.observation;

import org.jspecify.annotations.NullMarked;
