/** A Spring Boot application with a shared memory. */
@NullMarked
package dev.commonground.samples.spring;

import org.jspecify.annotations.NullMarked;
