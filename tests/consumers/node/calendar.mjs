// Read a calendar with ical.js: node calendar.mjs FILE prints its events as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component, { strictExceptions: true });
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    start: event.startDate.toString(),
    end: event.endDate.toString(), // exclusive; ical.js adds a day where a calendar has none
    allDay: event.startDate.isDate,
    edtf: component.getFirstPropertyValue("x-edtf"),
    status: component.getFirstPropertyValue("status"),
    categories: component.getAllProperties("categories").flatMap((one) => one.getValues()),
  };
});
console.log(JSON.stringify({ version: calendar.getFirstPropertyValue("version"), events }));
