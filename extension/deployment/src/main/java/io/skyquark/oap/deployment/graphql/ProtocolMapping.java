// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql;

import java.util.List;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import io.skyquark.oap.deployment.spi.ProblemBuildItem;

/**
 * Which upstream member answers which field of the protocol.
 *
 * @param roots the fields of {@code Query} and {@code Mutation}
 * @param objects the object types that a root field can reach
 * @param inputs the input types that an argument can reach
 * @param problems every field that maps to nothing or to more than one member
 */
record ProtocolMapping(List<RootField> roots, List<ObjectType> objects, List<InputType> inputs, List<ProblemBuildItem> problems) {

    /** A method, or a field where the class has no method for it; exactly one of the two is set. */
    record Member(MethodInfo method, FieldInfo field) {

        Type type() {
            return method != null ? method.returnType() : field.type();
        }

        ClassInfo owner() {
            return method != null ? method.declaringClass() : field.declaringClass();
        }

        String name() {
            return method != null ? method.name() : field.name();
        }

        @Override
        public String toString() {
            return owner().name() + "#" + name();
        }
    }

    /**
     * @param type {@code Query} or {@code Mutation}
     * @param environment whether the method wants graphql-java's environment behind its arguments
     */
    record RootField(String type, FieldDefinition definition, ClassInfo resolver, Member member, boolean environment) {
    }

    record ObjectType(String name, ClassInfo javaType, List<ObjectField> fields) {
    }

    record ObjectField(FieldDefinition definition, Member member) {
    }

    record InputType(String name, ClassInfo javaType, List<InputField> fields) {
    }

    /** @param type the Java type of the setter's parameter, or of the field */
    record InputField(InputValueDefinition definition, Member member, Type type) {
    }
}
