@NullMarked
package dev.commonground;

import org.jspecify.annotations.NullMarked;
