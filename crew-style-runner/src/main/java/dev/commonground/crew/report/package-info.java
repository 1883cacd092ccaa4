/** The report of a run on one page, as HTML and as Markdown. */
@NullMarked
package dev.commonground.crew.report;

import org.jspecify.annotations.NullMarked;
