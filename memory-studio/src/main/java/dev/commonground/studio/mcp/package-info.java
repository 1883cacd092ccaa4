/** The memory as a server of the Model Context Protocol, over stdio and streamable HTTP. Nothing here is API. */
@NullMarked
package dev.commonground.studio.mcp;

import org.jspecify.annotations.NullMarked;
