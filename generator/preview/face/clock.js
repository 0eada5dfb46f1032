// Gives a page the day that the editor chose: served first, and only while a day is chosen. The
// time goes on from now on that day, in the browser's own time zone, as the page's script counts.
{
  const [year, month, date] = document.currentScript.dataset.day.split('-').map(Number)
  const real = Date
  const then = new real()
  then.setFullYear(year, month - 1, date)
  const ahead = then - real.now()
  window.Date = new Proxy(real, {
    construct: (target, args, asked) =>
      Reflect.construct(target, args.length ? args : [real.now() + ahead], asked),
    apply: () => new real(real.now() + ahead).toString(),
    get: (target, name) => name === 'now' ? () => real.now() + ahead : Reflect.get(target, name),
  })
}
