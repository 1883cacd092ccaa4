/** The page: server-rendered HTML about the tasks of one owner, for one named person. Nothing here is API. */
@NullMarked
package dev.commonground.studio.page;

import org.jspecify.annotations.NullMarked;
