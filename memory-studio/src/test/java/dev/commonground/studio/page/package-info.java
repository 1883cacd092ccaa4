@NullUnmarked
package dev.commonground.studio.page;

import org.jspecify.annotations.NullUnmarked;
