/** The catalogue of problems that the API answers (RFC 9457). Owns types, titles and statuses; clients match on type. */
package io.tallyhouse.contracts.problem;
