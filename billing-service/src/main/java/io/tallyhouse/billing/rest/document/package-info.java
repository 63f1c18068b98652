/** How invoices that are not cut yet are answered, for every door that shows some. */
package io.tallyhouse.billing.rest.document;
