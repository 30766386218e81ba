// Asks ical.js whether it sees in every FOLDER/N.ics exactly what FOLDER/N.json means.  node read.mjs FOLDER
import { readFileSync, readdirSync } from 'node:fs'
import ICAL from 'ical.js'

ICAL.design.strict = true
const FROM = Date.UTC(2025, 0, 1) / 1000
const TO = Date.UTC(2029, 0, 1) / 1000
const STATUS = { CANCELLED: true, CONFIRMED: false }
const CLASS = { PUBLIC: true, PRIVATE: false }

function seen(raw, expected) {
  const root = new ICAL.Component(ICAL.parse(raw))
  const names = ['name', 'x-wr-calname'].map((name) => root.getFirstPropertyValue(name))
  // It takes both names for unknown values and leaves them as they are written.
  const plain = names.map((name) => name.replace(/\\([\\;,nN])/g, (_, sign) => (/n/i.test(sign) ? '\n' : sign)))
  if (plain.some((name) => name !== expected.name)) throw new Error(`the name is ${plain}`)
  if (root.hasProperty('method')) throw new Error('a method')
  if (root.getFirstPropertyValue('refresh-interval').toSeconds() !== 3600) throw new Error('no refresh interval')
  const zones = new Map()
  for (const part of root.getAllSubcomponents('vtimezone')) {
    const zone = new ICAL.Timezone(part)
    zones.set(zone.tzid, zone)
  }
  const found = []
  for (const part of root.getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(part)
    for (const name of ['dtstart', 'dtend']) {
      const tzid = part.getFirstProperty(name).getParameter('tzid')
      if (tzid && !zones.has(tzid)) throw new Error(`the zone ${tzid} is not described`)
      const time = part.getFirstPropertyValue(name)
      if (tzid) time.zone = zones.get(tzid)
      else if (!time.zone || time.zone.tzid !== 'UTC') throw new Error('a time without a zone')
    }
    const starts = event.iterator()
    for (let next = starts.next(); next && next.toUnixTime() < TO; next = starts.next()) {
      const { startDate, endDate } = event.getOccurrenceDetails(next)
      if (startDate.toUnixTime() < FROM) continue
      found.push({
        uid: event.uid,
        sequence: event.sequence,
        modified: part.getFirstPropertyValue('last-modified').toUnixTime(),
        start: startDate.toUnixTime(),
        end: endDate.toUnixTime(),
        cancelled: STATUS[part.getFirstPropertyValue('status')],
        summary: event.summary,
        location: event.location,
        description: event.description,
        public: CLASS[part.getFirstPropertyValue('class')],
      })
    }
  }
  return found
}

function* differences(found, expected) {
  const meant = new Map(expected.events.map((event) => [event.uid, { ...event, public: expected.public }]))
  if (found.length !== meant.size) yield `${found.length} events, not ${meant.size}`
  for (const event of found) {
    const other = meant.get(event.uid)
    if (!other) yield `${event.uid}: not meant`
    else for (const key of Object.keys(other)) if (event[key] !== other[key]) yield `${event.uid}: ${key} is ${JSON.stringify(event[key])}, not ${JSON.stringify(other[key])}`
    meant.delete(event.uid)
  }
  for (const uid of meant.keys()) yield `${uid}: not seen`
}

const folder = process.argv[2]
const files = readdirSync(folder).filter((name) => name.endsWith('.ics')).sort()
let events = 0
const wrong = new Set()
for (const file of files) {
  const expected = JSON.parse(readFileSync(`${folder}/${file.replace('.ics', '.json')}`, 'utf8'))
  let faults
  try {
    faults = [...differences(seen(readFileSync(`${folder}/${file}`, 'utf8'), expected), expected)]
  } catch (error) {
    faults = [String(error)]
  }
  events += expected.events.length
  for (const fault of faults) if (wrong.add(file).size <= 20) console.log(`ical.js: ${file}: ${fault.slice(0, 300)}`)
}
console.log(`${files.length} calendars, ${events} events; calendars seen differently: {'ical.js': ${wrong.size}}`)
process.exit(wrong.size || !files.length ? 1 : 0)
