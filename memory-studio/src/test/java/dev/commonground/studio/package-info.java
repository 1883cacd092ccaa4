@NullUnmarked
package dev.commonground.studio;

import org.jspecify.annotations.NullUnmarked;
