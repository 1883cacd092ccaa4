/** Tests of a Spring Boot application with a memory. */
@NullMarked
package dev.commonground.spring.test;

import org.jspecify.annotations.NullMarked;
