/** The shared memory in a Spring Boot application. */
@NullMarked
package dev.commonground.spring;

import org.jspecify.annotations.NullMarked;
