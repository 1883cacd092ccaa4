/** The command line of Common Ground, which also starts the page and the MCP server. Nothing here is API. */
@NullMarked
package dev.commonground.studio;

import org.jspecify.annotations.NullMarked;
