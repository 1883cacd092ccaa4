@NullMarked
package dev.commonground.test;

import org.jspecify.annotations.NullMarked;
