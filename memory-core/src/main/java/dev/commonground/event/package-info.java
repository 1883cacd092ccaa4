/** What a memory reports to its listeners: every read and every committed write. */
@NullMarked
package dev.commonground.event;

import org.jspecify.annotations.NullMarked;
