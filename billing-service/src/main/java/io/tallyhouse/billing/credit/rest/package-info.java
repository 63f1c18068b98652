/** Credit grants over HTTP. */
package io.tallyhouse.billing.credit.rest;
