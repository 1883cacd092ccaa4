/** Instruments that benchmarks share: samples of times, processes, folders and schemas to measure in. */
@NullMarked
package dev.commonground.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
