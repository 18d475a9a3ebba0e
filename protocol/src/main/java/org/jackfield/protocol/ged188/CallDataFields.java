package org.jackfield.protocol.ged188;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A message with the data of a call: its ten variables, its user-to-user information and its
 * variables of the expanded call context (ECC). The generator adds it to each message that has all
 * of them.
 */
public interface CallDataFields {

    /** CallVariable1; null when absent. */
    String callVariable1();

    /** CallVariable2; null when absent. */
    String callVariable2();

    /** CallVariable3; null when absent. */
    String callVariable3();

    /** CallVariable4; null when absent. */
    String callVariable4();

    /** CallVariable5; null when absent. */
    String callVariable5();

    /** CallVariable6; null when absent. */
    String callVariable6();

    /** CallVariable7; null when absent. */
    String callVariable7();

    /** CallVariable8; null when absent. */
    String callVariable8();

    /** CallVariable9; null when absent. */
    String callVariable9();

    /** CallVariable10; null when absent. */
    String callVariable10();

    /** UserToUserInfo; null when absent. */
    Bytes userToUserInfo();

    /** CallWrapupData; null when absent, or when the message has none. */
    default String callWrapupData() {
        return null;
    }

    /** ECC scalars. */
    List<NamedVariable> namedVariable();

    /** Elements of ECC arrays. */
    List<NamedArray> namedArray();

    /** CallVariable1 to 10 in their order; an entry is null when absent. */
    default List<String> callVariables() {
        return Collections.unmodifiableList(
                Arrays.asList(
                        callVariable1(),
                        callVariable2(),
                        callVariable3(),
                        callVariable4(),
                        callVariable5(),
                        callVariable6(),
                        callVariable7(),
                        callVariable8(),
                        callVariable9(),
                        callVariable10()));
    }

    /**
     * Sets what {@link CallDataFields} has.
     *
     * @param <B> the builder itself
     */
    interface Builder<B extends Builder<B>> {

        /** CallVariable1. */
        B callVariable1(String text);

        /** CallVariable2. */
        B callVariable2(String text);

        /** CallVariable3. */
        B callVariable3(String text);

        /** CallVariable4. */
        B callVariable4(String text);

        /** CallVariable5. */
        B callVariable5(String text);

        /** CallVariable6. */
        B callVariable6(String text);

        /** CallVariable7. */
        B callVariable7(String text);

        /** CallVariable8. */
        B callVariable8(String text);

        /** CallVariable9. */
        B callVariable9(String text);

        /** CallVariable10. */
        B callVariable10(String text);

        /** UserToUserInfo, at most 131 bytes; null is none. */
        B userToUserInfo(Bytes bytes);

        /** All ECC scalars. */
        B namedVariable(List<NamedVariable> scalars);

        /** All elements of ECC arrays. */
        B namedArray(List<NamedArray> elements);

        /**
         * All ten at once.
         *
         * @param texts ten entries; null is none
         */
        default B callVariables(List<String> texts) {
            callVariable1(texts.get(0));
            callVariable2(texts.get(1));
            callVariable3(texts.get(2));
            callVariable4(texts.get(3));
            callVariable5(texts.get(4));
            callVariable6(texts.get(5));
            callVariable7(texts.get(6));
            callVariable8(texts.get(7));
            callVariable9(texts.get(8));
            return callVariable10(texts.get(9));
        }
    }
}
