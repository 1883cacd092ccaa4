@NullUnmarked
package dev.commonground.studio.mcp;

import org.jspecify.annotations.NullUnmarked;
