/** The first ones by hand: among eight people two are called 张伟. */
const wellKnown = [
  ...['陈立', 'Emma Larsson', '张伟', 'Marco Rossi', '王芳', 'Priya Nair', '张伟', 'Jonas Weber'],
  ...['李娜', 'Sofia Almeida', '刘洋', 'Noah Bennett', '赵敏', '田中 由紀', 'Ava Thompson', '周杰'],
  ...['Mateo García', '孙悦', 'Hana Kim', '黄磊', 'Olivia Dubois', '林晓', 'ci-bot', 'Yusuf Demir'],
];
const families = [
  '赵',
  '钱',
  '孙',
  '李',
  '周',
  '吴',
  '郑',
  '王',
  '冯',
  '陈',
  '褚',
  '卫',
  '蒋',
  '沈',
  '韩',
  '杨',
];
const given = [
  '思远',
  '雨桐',
  '子涵',
  '浩然',
  '欣怡',
  '志强',
  '静',
  '晨曦',
  '文博',
  '嘉怡',
  '俊杰',
  '若曦',
  '明',
];
const firstNames = [
  'Lena',
  'Oscar',
  'Maya',
  'Felix',
  'Ines',
  'Hugo',
  'Nora',
  'Elias',
  'Clara',
  'Ivan',
  'Zoe',
];
const lastNames = ['Novak', 'Silva', 'Moreau', 'Keller', 'Jensen', 'Okafor', 'Rivera', 'Walsh', 'Kowalski'];

const at = (names: readonly string[], index: number) => names[index % names.length] ?? '';

/** Name of the person with this number (from 0), for any number of people. */
export function personName(index: number): string {
  const known = wellKnown[index];
  if (known !== undefined) return known;
  const rest = index - wellKnown.length;
  // The lengths of each pair have no common divisor, so that all combinations come before the first repetition.
  return rest % 2 === 0
    ? at(families, rest / 2) + at(given, rest / 2)
    : `${at(firstNames, (rest - 1) / 2)} ${at(lastNames, (rest - 1) / 2)}`;
}
